package io.ameles.model.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The log that keeps O(log n) hashes agrees with the definitions over all leaves. */
class MerkleProperties {
  private static final int LARGEST = 70;

  @Example
  void everySizeGrowsToEveryOther() {
    List<byte[]> leaves = leaves(LARGEST);
    MerkleFrontier before = MerkleFrontier.EMPTY;
    for (int from = 0; from <= LARGEST; from++) {
      for (int to = from; to <= LARGEST; to++) {
        assertGrowth(before, leaves.subList(0, from), leaves.subList(0, to));
      }
      if (from < LARGEST) {
        before = before.grow(leaves.subList(from, from + 1)).after();
      }
    }
  }

  @Property(tries = 50)
  void anyGrowthsEndInTheSameLog(
      @ForAll @Size(max = 12) List<@IntRange(max = 40) Integer> growths) {
    List<byte[]> leaves = leaves(growths.stream().mapToInt(Integer::intValue).sum());
    MerkleFrontier log = MerkleFrontier.EMPTY;
    int size = 0;
    for (int growth : growths) {
      assertGrowth(log, leaves.subList(0, size), leaves.subList(0, size + growth));
      log = log.grow(leaves.subList(size, size + growth)).after();
      size += growth;
    }
    assertThat(log).isEqualTo(MerkleFrontier.EMPTY.grow(leaves).after());
  }

  @Example
  void consistencyPathsAreThoseOfTheDefinition() {
    List<byte[]> leaves = leaves(LARGEST);
    MerkleTree tree = new MerkleTree(leaves);
    for (int second = 0; second <= LARGEST; second++) {
      for (int first = 0; first <= second; first++) {
        assertThat(tree.consistencyPath(first, second))
            .as("%d in %d", first, second)
            .containsExactlyElementsOf(NaiveLog.proof(first, leaves.subList(0, second)));
      }
    }
  }

  private static void assertGrowth(MerkleFrontier before, List<byte[]> old, List<byte[]> all) {
    MerkleFrontier.Growth growth = before.grow(all.subList(old.size(), all.size()));
    assertThat(growth.after().size()).isEqualTo(all.size());
    assertThat(growth.after().rootHash()).isEqualTo(NaiveLog.mth(all));
    List<List<byte[]>> expected = new ArrayList<>();
    for (int leaf = old.size(); leaf < all.size(); leaf++) {
      expected.add(NaiveLog.path(leaf, all));
    }
    assertThat(growth.inclusionPaths()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(growth.inclusionPaths().get(i)).containsExactlyElementsOf(expected.get(i));
    }
  }

  private static List<byte[]> leaves(int count) {
    return IntStream.range(0, count).mapToObj(i -> new byte[] {(byte) i, (byte) (i >> 8)}).toList();
  }
}
