package io.ameles.model.drift.input;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.identity.Pseudonym;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an {@link InputWatch} stands.
 *
 * @param space of the sums
 * @param blocks the reference's features by block
 * @param reference the reference as a whole
 * @param window the open window
 * @param inReference the examples in the reference
 * @param inWindow the examples in the window
 * @param filling whether examples go to the reference
 * @param away whether the last window differed from the reference
 * @param alarms how many alarms there were
 */
public record InputWatchState(
    InputSpace space,
    List<KernelSums> blocks,
    InputSums reference,
    InputSums window,
    List<Pseudonym> inReference,
    List<Pseudonym> inWindow,
    boolean filling,
    boolean away,
    long alarms) {
  /** Copies the lists. */
  public InputWatchState {
    blocks = List.copyOf(blocks);
    inReference = List.copyOf(inReference);
    inWindow = List.copyOf(inWindow);
  }

  /** Writes the components in their order. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(space.embedding().dimension());
    out.writeDouble(space.embedding().step());
    out.writeInt(space.features());
    out.writeDouble(space.bandwidth());
    out.writeDouble(space.unit());
    out.writeLong(space.seed());
    out.writeInt(blocks.size());
    for (KernelSums block : blocks) {
      block.writeTo(out);
    }
    reference.writeTo(out);
    window.writeTo(out);
    write(inReference, out);
    write(inWindow, out);
    out.writeBoolean(filling);
    out.writeBoolean(away);
    out.writeLong(alarms);
  }

  private static void write(List<Pseudonym> pseudonyms, DataOutput out) throws IOException {
    out.writeInt(pseudonyms.size());
    for (Pseudonym pseudonym : pseudonyms) {
      out.writeLong(pseudonym.high());
      out.writeLong(pseudonym.low());
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static InputWatchState readFrom(DataInput in) throws IOException {
    InputSpace space =
        new InputSpace(
            new EmbeddingSpace(in.readInt(), in.readDouble()),
            in.readInt(),
            in.readDouble(),
            in.readDouble(),
            in.readLong());
    List<KernelSums> blocks = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      blocks.add(KernelSums.readFrom(in));
    }
    return new InputWatchState(
        space,
        blocks,
        InputSums.readFrom(in),
        InputSums.readFrom(in),
        pseudonyms(in),
        pseudonyms(in),
        in.readBoolean(),
        in.readBoolean(),
        in.readLong());
  }

  private static List<Pseudonym> pseudonyms(DataInput in) throws IOException {
    List<Pseudonym> pseudonyms = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      pseudonyms.add(new Pseudonym(in.readLong(), in.readLong()));
    }
    return pseudonyms;
  }
}
