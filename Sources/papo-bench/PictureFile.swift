import ChatLoad

import struct FoundationEssentials.Data
import struct FoundationEssentials.URL

/// Where a picture goes.
enum PictureFile {
  /// Writes it beside the file first and then in its place, so that nobody finds half a picture.
  static func write(_ picture: Picture, to path: String) throws {
    try Data(picture.svg.utf8).write(to: URL(filePath: path), options: .atomic)
  }
}
