package io.ameles.demo.dataset;

import static io.ameles.demo.dataset.DatasetFixtures.gzip;
import static io.ameles.demo.dataset.DatasetFixtures.npyHeader;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class NpyArrayProperties {

  @Property(tries = 50)
  void everyByteIsReadBack(@ForAll byte @Size(max = 300) [] values) throws IOException {
    int[] signed = new int[values.length];
    int[] unsigned = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      signed[i] = values[i];
      unsigned[i] = Byte.toUnsignedInt(values[i]);
    }

    assertThat(read("|i1", values.length, values)).containsExactly(signed);
    assertThat(read("|u1", values.length, values)).containsExactly(unsigned);
  }

  @Property(tries = 50)
  void everyShortIsReadBack(@ForAll short @Size(max = 300) [] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    int[] signed = new int[values.length];
    int[] unsigned = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes.putShort(values[i]);
      signed[i] = values[i];
      unsigned[i] = Short.toUnsignedInt(values[i]);
    }

    assertThat(read("<i2", values.length, bytes.array())).containsExactly(signed);
    assertThat(read("<u2", values.length, bytes.array())).containsExactly(unsigned);
  }

  @Property(tries = 50)
  void everyIntIsReadBack(@ForAll int @Size(max = 300) [] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);

    assertThat(read("<i4", values.length, bytes.array())).containsExactly(values);
  }

  private static int[] read(String descr, int length, byte[] values) throws IOException {
    Path file = Files.createTempFile("property", ".npy.gz");
    try {
      DatasetFixtures.write(file, gzip(npyHeader(descr, length), values));
      return NpyArray.read(file).expectShape(length).toInts();
    } finally {
      Files.delete(file);
    }
  }
}
