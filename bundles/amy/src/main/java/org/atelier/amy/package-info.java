/** Reads what AMY publishes: its three public exports, and the file a website makes of them. */
@Export
@Version("1.0.0")
package org.atelier.amy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
