/** What the console does on request: predicts, sends requests to forget, verifies receipts. */
@NullMarked
package io.ameles.console.desk;

import org.jspecify.annotations.NullMarked;
