import GRDB
import Journal

extension JournalError {
  /// What SQLite said, in our kinds. The words have no SQL's arguments in them, since these are what people
  /// wrote.
  init(_ error: any Error, _ path: String) {
    if let error = error as? JournalError {
      self = error.description.hasPrefix(path) ? error : JournalError(error.kind, "\(path): \(error)")
      return
    }
    if error is RowDecodingError {
      self.init(.corrupt, "\(path): a row that is none of ours")
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.failed, "\(path): \(error)")
      return
    }
    let kind: Kind =
      switch error.resultCode {
      case .SQLITE_FULL, .SQLITE_NOMEM: .full
      case .SQLITE_BUSY, .SQLITE_LOCKED: .inUse
      case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .denied
      case .SQLITE_NOTADB: .foreign
      case .SQLITE_CORRUPT: .corrupt
      default: .failed
      }
    let words = error.message ?? error.resultCode.description
    self.init(kind, "\(path): \(words) (SQLite \(error.extendedResultCode.rawValue))")
  }
}
