/** Uploads of people and their tasks: what a file says, what would become of it, and making it so. */
@Export
@Version("1.0.0")
package org.atelier.upload;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
