/** Finds records that may be one and the same, says why, and remembers who said that they are not. */
@Export
@Version("1.0.0")
package org.atelier.duplicates;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
