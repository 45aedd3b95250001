package io.ameles.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpperBlocksTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "9, 1", "9, 2", "8, 4", "600, 256"})
  void blocksAreNumberedRowByRowWithoutGaps(int size, int width) {
    UpperBlocks blocks = new UpperBlocks(size, width);
    List<Integer> indices = new ArrayList<>();
    blocks.forEach((row, column) -> indices.add(blocks.index(row, column)));
    assertThat(indices).isEqualTo(IntStream.range(0, blocks.count()).boxed().toList());
  }

  @Test
  void lastBlockIsAsNarrowAsWhatIsLeft() {
    UpperBlocks blocks = new UpperBlocks(9, 4);
    assertThat(blocks.perSide()).isEqualTo(3);
    assertThat(blocks.start(2)).isEqualTo(8);
    assertThat(blocks.extent(2)).isEqualTo(1);
    assertThat(blocks.extent(1)).isEqualTo(4);
  }

  @Test
  void refusesToCutNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new UpperBlocks(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new UpperBlocks(1, 0));
  }
}
