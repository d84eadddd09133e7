/** The everyday records: what kinds there are, and how they are found, made, changed and deleted. */
@Export
@Version("1.0.0")
package org.atelier.records;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
