//! Arguments and locale in; one command; its report; the exit code.

fn main() {}
