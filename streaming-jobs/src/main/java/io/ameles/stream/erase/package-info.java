/**
 * Source erasure: the records of what was forgotten are erased from the topic that they came from,
 * if that is compacted and every key belongs to one example. {@link
 * io.ameles.stream.erase.EraseOperator} looks up the keys of the records and writes tombstones;
 * {@link io.ameles.stream.erase.Erasure} decides for which. The models never learn of it.
 */
@NullMarked
package io.ameles.stream.erase;

import org.jspecify.annotations.NullMarked;
