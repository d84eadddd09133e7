package org.atelier.security;

import java.util.Optional;

/**
 * A session or token, and who has it.
 *
 * @param account the name of the account; empty for the operator, who signs in with the key of the home directory
 */
public record Held<T>(Optional<String> account, T what) {}
