/** Plans, checks and applies merges, and the port through which they reach the database. */
@Export
@Version("1.0.0")
package org.atelier.merge.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
