/// A change of the keys that a name belongs to.
package struct KeyChange: Sendable, Equatable {
  /// What changes.
  package enum Kind: Sendable {
    /// One more key.
    case added
    /// One key less.
    case removed
    /// The name belongs to one key alone, whomever it belonged to before.
    case given
    /// The name belongs to nobody.
    case freed
  }

  /// What changes.
  package let kind: Kind
  /// The name as it is shown: NFC, in UTF-8.
  package let name: [UInt8]
  /// What the name is compared by.
  package let nameKey: [UInt8]
  /// The key that is added, removed or given the name; nil where it is freed.
  package let key: PersonKey?
  /// The other keys that the name belonged to when this was asked for, of `added` and `removed`; they are
  /// there to be told and to nothing else.
  package let others: [PersonKey]

  /// A change, which counts where the roster lets it.
  package init(kind: Kind, name: [UInt8], nameKey: [UInt8], key: PersonKey?, others: [PersonKey] = []) {
    self.kind = kind
    self.name = name
    self.nameKey = nameKey
    self.key = key
    self.others = others
  }

  /// The keys that the name belongs to after it.
  package var keys: [PersonKey] {
    switch kind {
    case .added: others + [key].compactMap(\.self)
    case .removed, .freed: others
    case .given: [key].compactMap(\.self)
    }
  }
}
