/** Finds who could teach a workshop, and says why they fit. */
@Export
@Version("1.0.0")
package org.atelier.finder;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
