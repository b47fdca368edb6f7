package dev.twite.auth.key;

import dev.twite.auth.store.SigningKeyRow;
import java.security.interfaces.ECPrivateKey;

/** A key, opened. */
record SigningKey(SigningKeyRow row, ECPrivateKey privateKey) {}
