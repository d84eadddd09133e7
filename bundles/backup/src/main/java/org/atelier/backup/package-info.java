/** Backups: the whole database as one file, and the reading of such files. */
@Export
@Version("1.0.0")
package org.atelier.backup;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
