/** What was changed, when, by whom and why; and what a record said at some instant. */
@Export
@Version("1.0.0")
package org.atelier.history;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
