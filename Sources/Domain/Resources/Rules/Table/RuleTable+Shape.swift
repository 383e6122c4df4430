// Shape: fields, types, forms and sizes, whatever the kind.
extension Rule {
    static func shapeRow(_ rule: Rule) -> Row? {
        switch rule {
        case .unknownField: error("Fields are known", "A misspelt field would otherwise be dropped in silence.")
        case .missingField: error("Required fields are there", "Without the field the resource means nothing.")
        case .wrongType:
            error(
                "Values have the field's type",
                "YAML reads 1.10, 0644 and true as numbers and truth values; quotes make texts of them.")
        case .unknownWord:
            error(
                "Words are those of the field",
                "The field takes one word of a fixed list, upper and lower case as listed.")
        case .severalForms:
            error("Forms that exclude each other do not meet", "Only one of the fields can be meant.")
        case .missingForm:
            error("One of the possible forms is there", "The part needs exactly one of several fields.")
        case .outOfRange:
            error("Numbers are within their limits", "The field takes numbers of a fixed range only.")
        case .tooFewElements: error("Lists are long enough", "An empty list means nothing here.")
        case .repeatedElement: error("Elements of a set stand once", "The list is a set.")
        case .serverOnlyField:
            error(
                "Fields of the server are left to it", "The field starts an action that has a command of its own.")
        default: nil
        }
    }
}
