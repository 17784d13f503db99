"""The projects that `runql sandbox --demo` starts with, logged through the public protocol."""
