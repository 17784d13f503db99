"""The projects of `runql sandbox --demo`, logged through the public protocol."""
