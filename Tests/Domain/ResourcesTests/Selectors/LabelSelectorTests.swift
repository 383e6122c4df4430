import Resources
import Testing

@Suite("Label selectors") struct LabelSelectorTests {
    @Test(
        "A query selects by presence, value and absence",
        arguments: [
            ("", true), ("site", true), ("!site", false), ("site=berlin", true), ("site==berlin", true),
            ("site=paris", false),
            ("site!=paris", true), ("site!=berlin", false), ("row!=1", true), ("site in (paris, berlin)", true),
            ("site in (paris)", false),
            ("site notin (paris)", true), ("site notin (berlin,paris)", false), ("row notin (1)", true), ("!row", true),
            ("row", false),
            ("site=berlin,tier=web", true), ("site=berlin , !tier", false), (" example.com/a = ", true),
            ("example.com/a in (b,)", true), ("empty=", false),
        ])
    func queries(_ text: String, _ isSelected: Bool) throws {
        let labels = ["site": "berlin", "tier": "web", "example.com/a": ""]
        #expect(try LabelSelectorQuery.parse(text).matches(labels) == isSelected)
    }

    @Test("A query becomes its terms in order")
    func terms() throws {
        #expect(
            try LabelSelectorQuery.parse("a=b,!c,d in (e,f),g!=h,i").terms
                == [.isIn("a", ["b"]), .doesNotExist("c"), .isIn("d", ["e", "f"]), .notIn("g", ["h"]), .exists("i")])
    }

    @Test(
        "Queries that mean nothing",
        arguments: [
            "=b", "a=b,", ",", "a b", "a in", "a in b", "a in (b", "a in (b))", "!", "!a=b", "a>1", "-a", "a=b c",
            "a=-b", "a/b/c=d", "A_/b=c", "a===b",
            "a in (b;c)", String(repeating: "a", count: 64), String(repeating: "a=b,", count: 8192) + "a",
        ])
    func refusals(_ text: String) {
        #expect(throws: SelectorError.self) { try LabelSelectorQuery.parse(text) }
    }

    @Test("A selector of a document needs all of its parts")
    func document() {
        var selector = LabelSelector()
        #expect(selector.matches([:]))
        selector.matchLabels = ["a": "1"]
        var expression = LabelExpression()
        (expression.key, expression.operator, expression.values) = ("b", .notIn, ["2"])
        selector.matchExpressions = [expression]
        #expect(selector.matches(["a": "1"]))
        #expect(selector.matches(["a": "1", "b": "3"]))
        #expect(!selector.matches(["a": "1", "b": "2"]))
        #expect(!selector.matches(["a": "2", "b": "3"]))
        #expect(!selector.matches(["b": "3"]))
    }

    @Test(
        "Each operator of an expression",
        arguments: [
            (LabelExpression.Operator.isIn, true, false, false), (.notIn, false, true, true),
            (.exists, true, true, false), (.doesNotExist, false, false, true),
        ])
    func operators(_ sign: LabelExpression.Operator, _ same: Bool, _ other: Bool, _ absent: Bool) {
        var expression = LabelExpression()
        (expression.key, expression.operator, expression.values) = ("a", sign, ["1"])
        #expect(expression.matches(["a": "1"]) == same)
        #expect(expression.matches(["a": "2"]) == other)
        #expect(expression.matches(["b": "1"]) == absent)
    }
}
