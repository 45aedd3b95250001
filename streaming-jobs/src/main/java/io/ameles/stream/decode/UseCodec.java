package io.ameles.stream.decode;

import io.ameles.schema.ExampleUse;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Format of {@link ExampleUse}: one byte, 1 to train and 2 to evaluate; 0 where there is none. */
public enum UseCodec implements Codec<ExampleUse> {
  /** The codec. */
  INSTANCE;

  private static final int NONE = 0;
  private static final int TRAIN = 1;
  private static final int EVALUATE = 2;

  @Override
  public Class<ExampleUse> type() {
    return ExampleUse.class;
  }

  @Override
  public void write(ExampleUse value, DataOutput out) throws IOException {
    out.writeByte(
        switch (value) {
          case TRAIN -> TRAIN;
          case EVALUATE -> EVALUATE;
        });
  }

  @Override
  public ExampleUse read(int version, DataInput in) throws IOException {
    ExampleUse use = readOptional(in);
    if (use == null) {
      throw new IOException("no use where there must be one");
    }
    return use;
  }

  /** Writes a value or that there is none. */
  public static void writeOptional(@Nullable ExampleUse value, DataOutput out) throws IOException {
    if (value == null) {
      out.writeByte(NONE);
    } else {
      INSTANCE.write(value, out);
    }
  }

  /** Reads what {@link #writeOptional} wrote. */
  public static @Nullable ExampleUse readOptional(DataInput in) throws IOException {
    int use = in.readByte();
    return switch (use) {
      case NONE -> null;
      case TRAIN -> ExampleUse.TRAIN;
      case EVALUATE -> ExampleUse.EVALUATE;
      default -> throw new IOException("unknown use: " + use);
    };
  }
}
