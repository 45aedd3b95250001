/** What the console answers: pictures turned into what stands in docs/console.md, and no HTTP. */
@NullMarked
package io.ameles.console.answer;

import org.jspecify.annotations.NullMarked;
