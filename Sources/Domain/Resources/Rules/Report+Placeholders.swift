extension Report {
    func checkTemplate(_ text: String) {}
}
