import Glibc

extension Double {
  /// With so many digits behind the point.
  func rounded(to digits: Int) -> String {
    let scale = Glibc.pow(10, Double(digits))
    let value = (self * scale).rounded() / scale
    return digits == 0 ? "\(Int(value))" : "\(value)"
  }
}
