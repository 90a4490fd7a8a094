/// The colours of the picture. It has a ground of its own, so that it looks the same on a light page and on a
/// dark one.
enum Palette {
  static let ground = "#16181d"
  static let text = "#d8dee9"
  static let faint = "#8b93a3"
  static let line = "#2a2f39"
  static let strongLine = "#4a5262"

  /// For the servers: those colours of Okabe and Ito's that are bright enough for the ground, which also the
  /// colour-blind tell apart (https://jfly.uni-koeln.de/color/).
  static let families = ["#56b4e9", "#e69f00", "#1fb88a", "#cc79a7", "#f0e442", "#e0662b", "#b8bfcc"]
}
