package io.ameles.model.embed.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapSetTest {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(2, 0x1p-14);

  @TempDir Path folder;

  @Test
  void embeddingsAreQuantizedAsEventsAre() throws Exception {
    Path file = write(new float[] {3, 4, 0, -2}, "public");
    BootstrapSet set = BootstrapSet.read(file, SPACE, Normalization.L2);
    assertThat(set.name()).isEqualTo("public");
    assertThat(set.sha256()).hasSize(64);
    assertThat(set.vectors())
        .containsExactly(
            QuantizedVector.of((short) 9830, (short) 13107),
            QuantizedVector.of((short) 0, (short) -16384));
    assertThat(BootstrapSet.read(file, SPACE, Normalization.NONE).vectors().get(1))
        .isEqualTo(QuantizedVector.of((short) 0, (short) -32767));
  }

  @Test
  void everythingElseIsRefused() throws Exception {
    assertRefused(write(new float[] {1, 2, 3}, "odd"));
    assertRefused(write(new float[] {}, "empty"));
    assertRefused(write(new float[] {0, 0}, "zero"));
    assertRefused(write(new float[] {1, Float.NaN}, "not a number"));
    assertRefused(Files.write(folder.resolve("x"), new byte[100]));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> BootstrapSet.read(folder.resolve("nowhere"), SPACE, Normalization.L2));
  }

  private static void assertRefused(Path file) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BootstrapSet.read(file, SPACE, Normalization.L2));
  }

  private Path write(float[] embeddings, String name) throws IOException {
    Safetensors file = new Safetensors().put("name", name);
    file.put("embeddings", embeddings, embeddings.length / 2, 2);
    if (embeddings.length % 2 != 0) {
      file.put("embeddings", embeddings, embeddings.length);
    }
    return Files.write(folder.resolve(name), file.toBytes());
  }
}
