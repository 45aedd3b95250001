package io.ameles.model.verify.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against trees that are built here, from the definition. */
class ProofTest {
  private static final int LARGEST = 40;
  private static final List<byte[]> LEAVES =
      IntStream.range(0, LARGEST)
          .mapToObj(i -> Hash.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
          .toList();

  @Test
  void everyLeafOfEveryTreeIsIncludedAndNowhereElse() {
    for (int size = 1; size <= LARGEST; size++) {
      byte[] root = root(0, size);
      for (int leaf = 0; leaf < size; leaf++) {
        List<byte[]> path = path(leaf, 0, size);
        for (int other = 0; other < size; other++) {
          assertThat(Proof.includes(LEAVES.get(leaf), other, size, path, root))
              .isEqualTo(other == leaf);
        }
        assertThat(Proof.includes(LEAVES.get(leaf), leaf, leaf, path, root)).isFalse();
        assertThat(Proof.includes(LEAVES.get(leaf), -1, size, path, root)).isFalse();
        assertThat(Proof.includes(root, leaf, size, path, root)).isEqualTo(size == 1);
        assertDamageIsNoticed(leaf, size, path, root);
      }
    }
  }

  private static void assertDamageIsNoticed(int leaf, int size, List<byte[]> path, byte[] root) {
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(new byte[Hash.BYTES]);
    assertThat(Proof.includes(LEAVES.get(leaf), leaf, size, longer, root)).isFalse();
    for (int i = 0; i < path.size(); i++) {
      List<byte[]> shorter = new ArrayList<>(path);
      shorter.remove(i);
      assertThat(Proof.includes(LEAVES.get(leaf), leaf, size, shorter, root)).isFalse();
      List<byte[]> changed = new ArrayList<>(path);
      changed.set(i, flipped(path.get(i)));
      assertThat(Proof.includes(LEAVES.get(leaf), leaf, size, changed, root)).isFalse();
    }
  }

  @Test
  void everyTreeContinuesEveryOneBeforeIt() {
    for (int second = 1; second <= LARGEST; second++) {
      for (int first = 1; first <= second; first++) {
        byte[] before = root(0, first);
        byte[] after = root(0, second);
        List<byte[]> path = first == second ? List.of() : proof(first, 0, second, true);
        assertThat(Proof.continues(first, before, second, after, path)).isTrue();
        assertThat(Proof.continues(first, flipped(before), second, after, path)).isFalse();
        assertThat(Proof.continues(first, before, second, flipped(after), path)).isFalse();
        for (int i = 0; i < path.size(); i++) {
          List<byte[]> changed = new ArrayList<>(path);
          changed.set(i, flipped(path.get(i)));
          assertThat(Proof.continues(first, before, second, after, changed)).isFalse();
          changed.remove(i);
          assertThat(Proof.continues(first, before, second, after, changed)).isFalse();
        }
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(new byte[Hash.BYTES]);
        assertThat(Proof.continues(first, before, second, after, longer)).isFalse();
        assertThat(first == second || Proof.continues(second, after, first, before, path))
            .isEqualTo(first == second);
      }
    }
  }

  @Test
  void everythingContinuesNothing() {
    assertThat(Proof.continues(0, new byte[0], 5, root(0, 5), List.of())).isTrue();
    assertThat(Proof.continues(0, new byte[0], 5, root(0, 5), List.of(root(0, 5)))).isFalse();
  }

  @Test
  void runningRootIsThatOfTheDefinition() {
    RunningRoot running = new RunningRoot();
    assertThat(HexFormat.of().formatHex(running.hash())).startsWith("e3b0c44298fc1c14");
    for (int size = 1; size <= LARGEST; size++) {
      running.add(LEAVES.get(size - 1));
      assertThat(running.hash()).isEqualTo(root(0, size));
      assertThat(running.size()).isEqualTo(size);
    }
  }

  private static byte[] root(int from, int to) {
    if (to - from == 1) {
      return LEAVES.get(from);
    }
    int middle = from + split(to - from);
    return Hash.node(root(from, middle), root(middle, to));
  }

  private static List<byte[]> path(int leaf, int from, int to) {
    if (to - from == 1) {
      return new ArrayList<>();
    }
    int middle = from + split(to - from);
    boolean left = leaf < middle;
    List<byte[]> path = left ? path(leaf, from, middle) : path(leaf, middle, to);
    path.add(left ? root(middle, to) : root(from, middle));
    return path;
  }

  private static List<byte[]> proof(int first, int from, int to, boolean known) {
    if (first == to) {
      return new ArrayList<>(known ? List.of() : List.of(root(from, to)));
    }
    int middle = from + split(to - from);
    boolean left = first <= middle;
    List<byte[]> path = left ? proof(first, from, middle, known) : proof(first, middle, to, false);
    path.add(left ? root(middle, to) : root(from, middle));
    return path;
  }

  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  private static byte[] flipped(byte[] hash) {
    byte[] copy = hash.clone();
    copy[7] ^= 16;
    return copy;
  }
}
