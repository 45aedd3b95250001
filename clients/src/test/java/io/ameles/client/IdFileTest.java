package io.ameles.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.client.IdFile.PartSize;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdFileTest {
  private static final PartSize WIDE = new PartSize(10_000, 1_000_000);

  @TempDir private Path folder;

  @Test
  void partsAreCutByNumberAndBySize() throws IOException {
    assertThat(parts(new PartSize(2, 1_024), "a", "b", "c", "d", "e"))
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    String wide = "ü".repeat(200);
    assertThat(parts(new PartSize(9, 1_024), wide + 1, wide + 2, wide + 3))
        .containsExactly(List.of(wide + 1, wide + 2), List.of(wide + 3));
  }

  @Test
  void emptyLinesAndRepetitionsAreLeftOut() throws IOException {
    assertThat(parts(WIDE, "a", "", "b", "a", "")).containsExactly(List.of("a", "b"));
    assertThat(parts(WIDE, "", "")).isEmpty();
    assertThat(parts(WIDE)).isEmpty();
  }

  @Test
  void whatIsNoIdIsReportedByItsLineAndNotQuoted() throws IOException {
    Path file = Files.write(folder.resolve("ids"), List.of("a", "secret".repeat(50)));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> IdFile.of(file).parts(WIDE))
        .withMessageContaining("line 2")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    Files.write(file, new byte[] {'a', '\n', (byte) 0xff, (byte) 0xfe});
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> IdFile.of(file).parts(WIDE))
        .withMessageContaining("UTF-8");
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> IdFile.of(folder.resolve("missing")).parts(WIDE))
        .withMessageContaining("cannot be read");
  }

  @Test
  void streamIsReadTwiceAndLeavesNoFileBehind() {
    byte[] ids = "a\r\nb\nc".getBytes(StandardCharsets.UTF_8);
    try (IdFile file = IdFile.spooled(new ByteArrayInputStream(ids))) {
      assertThat(file.parts(new PartSize(2, 1_024))).isEqualTo(2);
      assertThat(read(file, new PartSize(2, 1_024)))
          .containsExactly(List.of("a", "b"), List.of("c"));
    }
  }

  @Test
  void millionIdsMakeAHundredParts() throws IOException {
    Path file = folder.resolve("million");
    Files.write(file, IntStream.range(0, 1_000_000).mapToObj(i -> "subject-" + i).toList());
    try (IdFile ids = IdFile.of(file)) {
      assertThat(ids.parts(WIDE)).isEqualTo(100);
    }
  }

  @Property(tries = 200)
  void everyIdIsInAPartThatFits(
      @ForAll @Size(max = 60) List<@AlphaChars @StringLength(max = 9) String> lines,
      @ForAll @IntRange(min = 1, max = 20) int most,
      @ForAll @IntRange(min = 12, max = 60) int bytes)
      throws IOException {
    byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try (IdFile ids = IdFile.spooled(new ByteArrayInputStream(content))) {
      PartSize size = new PartSize(most, bytes);
      List<List<String>> parts = read(ids, size);

      assertThat(parts).hasSize(ids.parts(size));
      assertThat(parts)
          .allSatisfy(
              part -> {
                assertThat(part).isNotEmpty().hasSizeLessThanOrEqualTo(most);
                assertThat(part).doesNotHaveDuplicates();
                assertThat(part.stream().mapToInt(id -> id.length() + 2).sum())
                    .isLessThanOrEqualTo(bytes);
              });
      assertThat(parts.stream().flatMap(List::stream).collect(Collectors.toSet()))
          .isEqualTo(new HashSet<>(lines.stream().filter(line -> !line.isEmpty()).toList()));
    }
  }

  private List<List<String>> parts(PartSize size, String... lines) throws IOException {
    Path file = Files.write(folder.resolve("ids"), List.of(lines));
    try (IdFile ids = IdFile.of(file)) {
      return read(ids, size);
    }
  }

  private static List<List<String>> read(IdFile ids, PartSize size) {
    List<List<String>> parts = new ArrayList<>();
    ids.forEachPart(size, parts::add);
    return parts;
  }
}
