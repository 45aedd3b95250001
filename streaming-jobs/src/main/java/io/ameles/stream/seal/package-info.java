/**
 * Who still holds what was removed. {@link io.ameles.stream.seal.Holdings} is the question that a
 * receipt asks before it calls a request sealed; {@link io.ameles.stream.seal.FlinkHoldings} looks
 * for the answer in the model store and in the folder of checkpoints. {@link
 * io.ameles.stream.seal.FlinkCompaction} makes true what RocksDB alone would leave to chance.
 */
@NullMarked
package io.ameles.stream.seal;

import org.jspecify.annotations.NullMarked;
