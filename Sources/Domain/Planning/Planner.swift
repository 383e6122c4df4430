import Resources

/// Compares what a commit declares with what its sync owns. Facts in, plan out: no store, no clock (P2).
public enum Planner {
    /// Plans one commit.
    ///
    /// Only the documents of files that the commit touched need to be given; the cost follows the change (P5).
    /// - Parameters:
    ///   - desired: Every document of the touched files, as the commit has them.
    ///   - owned: Every document of the touched files, as the sync last applied them.
    ///   - claims: What the store knows of desired names that are not among `owned`.
    ///   - keeping: Objects that stay although their document is gone, as `gone` names them.
    public static func plan(
        desired: [Desired], owned: [Owned], claims: [Claim], keeping: [ObjectKey: LetGo.Reason] = [:]
    ) -> Plan {
        var plan = Plan()
        let ending = endingSyncs(gone(desired: desired, owned: owned), keeping)
        let before = Dictionary(owned.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let holders = Dictionary(
            claims.map { ($0.key, $0.holder.without(ending)) }, uniquingKeysWith: { first, _ in first })
        var seen: [ObjectKey: Place] = [:]
        for document in desired.sorted(by: { $0.place < $1.place }) {
            if let first = seen.updateValue(document.place, forKey: document.key) {
                seen[document.key] = first
                plan.refuse(document, .declaredTwice(other: first))
            } else if let known = before[document.key] {
                plan.compare(document, with: known)
            } else {
                plan.place(document, holder: holders[document.key])
            }
        }
        for gone in owned where seen[gone.key] == nil { plan.remove(gone, keeping[gone.key]) }
        plan.sort()
        return plan
    }

    /// The owned objects that the commit no longer declares.
    public static func gone(desired: [Desired], owned: [Owned]) -> [Owned] {
        let declared = Set(desired.map(\.key))
        return owned.filter { !declared.contains($0.key) }
    }

    /// Syncs that go with the commit: what they own may be declared by it.
    private static func endingSyncs(_ gone: [Owned], _ keeping: [ObjectKey: LetGo.Reason]) -> Set<String> {
        Set(gone.filter { $0.key.kind == .resourceSync && keeping[$0.key] == nil }.map(\.key.name))
    }
}

extension Claim.Holder {
    fileprivate func without(_ syncs: Set<String>) -> Claim.Holder {
        if case .otherSync(let name, _) = self, syncs.contains(name) { .nobody } else { self }
    }
}

extension Plan {
    fileprivate mutating func refuse(_ document: Desired, _ reason: Refusal.Reason) {
        refusals.append(Refusal(key: document.key, place: document.place, reason: reason))
    }

    fileprivate mutating func compare(_ document: Desired, with known: Owned) {
        if document.hash != known.hash {
            changed.append(document)
        } else if document.place != known.place {
            moved.append(document)
        } else {
            unchanged += 1
        }
    }

    fileprivate mutating func place(_ document: Desired, holder: Claim.Holder?) {
        switch holder {
        case nil: created.append(document)
        case .nobody:
            changed.append(document)
            adopted.append(document)
        case .sameSync(let other): refuse(document, .declaredTwice(other: other))
        case .otherSync(let sync, let other): refuse(document, .ownedElsewhere(sync: sync, other))
        }
    }

    fileprivate mutating func remove(_ gone: Owned, _ keeping: LetGo.Reason?) {
        if let keeping {
            letGo.append(LetGo(owned: gone, reason: keeping))
        } else if gone.key.kind == .device {
            released.append(gone)
        } else {
            deleted.append(gone)
        }
    }

    /// One order for every writer.
    fileprivate mutating func sort() {
        created.sort { $0.key < $1.key }
        changed.sort { $0.key < $1.key }
        adopted.sort { $0.key < $1.key }
        moved.sort { $0.key < $1.key }
        deleted.sort { $0.key < $1.key }
        released.sort { $0.key < $1.key }
        letGo.sort { $0.owned.key < $1.owned.key }
    }
}
