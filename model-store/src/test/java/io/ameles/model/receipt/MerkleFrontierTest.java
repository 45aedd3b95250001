package io.ameles.model.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleFrontierTest {
  /** The leaves that implementations of Certificate Transparency are commonly tested with. */
  private static final List<byte[]> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThoseOfTheKnownTestVectors() {
    MerkleFrontier frontier = MerkleFrontier.EMPTY;
    assertThat(hex(frontier.rootHash()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int i = 0; i < LEAVES.size(); i++) {
      frontier = frontier.grow(LEAVES.subList(i, i + 1)).after();
      assertThat(hex(frontier.rootHash())).isEqualTo(ROOTS.get(i));
    }
  }

  /** docs/formats.md, section 10. */
  @Test
  void rootsAreThoseOfTheDocumentation() {
    List<byte[]> leaves =
        Stream.of("{}", "{\"a\":1}", "{\"a\":2}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    List<String> roots =
        IntStream.rangeClosed(1, 3)
            .mapToObj(size -> MerkleFrontier.EMPTY.grow(leaves.subList(0, size)).after())
            .map(log -> hex(log.rootHash()))
            .toList();
    assertThat(roots)
        .containsExactly(
            "28a3a18f6cd6406b086e9ffda1f9b8a13dbcf44b0f3f32cb9031a11fd053acf9",
            "eb9917445c4d88755532c85ffd75b5365c5b06a490cbee41f2136697bc084da1",
            "4d7e58d69e15c75e71b1d313aec27869f6ffe365c136a78f459731f56ea27ccc");
  }

  @Test
  void growingByNothingChangesNothing() {
    MerkleFrontier some = MerkleFrontier.EMPTY.grow(LEAVES.subList(0, 5)).after();
    MerkleFrontier.Growth growth = some.grow(List.of());
    assertThat(growth.after()).isEqualTo(some).hasSameHashCodeAs(some);
    assertThat(growth.inclusionPaths()).isEmpty();
  }

  @Test
  void hashesAreCopiedInAndOut() {
    byte[] root = new byte[32];
    MerkleFrontier frontier = new MerkleFrontier(1, List.of(root));
    byte[] before = frontier.rootHash();
    root[0] = 1;
    frontier.roots().get(0)[0] = 1;
    frontier.rootHash()[0] = 1;
    assertThat(frontier.rootHash()).isEqualTo(before);
    assertThat(frontier).isNotEqualTo(new MerkleFrontier(1, List.of(root)));
  }

  @Test
  void whatIsNoFrontierIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MerkleFrontier(-1, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new MerkleFrontier(2, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MerkleFrontier(0, List.of(new byte[32])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MerkleFrontier(1, List.of(new byte[31])));
  }

  /** Far beyond what fits into memory: the state is one hash per bit of the size. */
  @Test
  void aLogOfManyLeavesStillGrows() {
    long size = (1L << 50) - 1;
    List<byte[]> roots = IntStream.range(0, 50).mapToObj(i -> new byte[32]).toList();
    MerkleFrontier.Growth growth = new MerkleFrontier(size, roots).grow(LEAVES.subList(0, 3));
    assertThat(growth.after().size()).isEqualTo(size + 3);
    assertThat(growth.after().roots()).hasSize(2);
    assertThat(growth.inclusionPaths()).extracting(List::size).containsExactly(51, 2, 2);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
