//! One file per call or concept; every error that a call can meet has a test that shows state
//! unchanged.
