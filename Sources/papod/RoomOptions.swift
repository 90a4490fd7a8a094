import ArgumentParser
import ChatServer
import TLS

/// What `papod serve` is told of who runs the room and who may enter it.
struct RoomOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The key of somebody who runs the room, as sha256//BASE64=; may be repeated.", valueName: "KEYPIN"))
  var admin: [PublicKeyPin] = []

  @Option(
    help: ArgumentHelp(
      "A file with the keys that may enter, one a line, beside those of --admin. (default: everybody may)",
      valueName: "FILE"))
  var members: String?

  /// Reads the list of members, where there is one.
  func admission() throws -> Admission {
    Admission(admins: Set(admin), members: try members.map(Self.read))
  }

  private static func read(_ path: String) throws(MembersUnreadable) -> Set<PublicKeyPin> {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try PrivateFile.read(path, rules: .publicFile)
    } catch {
      throw MembersUnreadable(path: path, cause: .file(error))
    }
    do throws(MemberList.BadLine) {
      return try MemberList.parse(bytes)
    } catch {
      throw MembersUnreadable(path: path, cause: .line(error.number))
    }
  }
}
