/// What stands under one number, as somebody was told it.
enum CrashHappening: Equatable {
  case said(String)
  case whispered(String)
  case joined(String)
  case left(String)
}
