/** Accounts, sessions and tokens: who may sign in, who has, and what proves it. */
@Export
@Version("3.0.0")
package org.atelier.security;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
