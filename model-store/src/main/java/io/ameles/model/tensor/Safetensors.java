package io.ameles.model.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of named tensors in the safetensors format: int64 header length (little-endian), a JSON
 * header, then the tensors' bytes in C order, little-endian. Reads and writes float32 and int64.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format's specification</a>
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_HEADER = 100_000_000; // the specification's limit

  /** The bytes of a file are one array, and Java has none that is longer. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** One tensor; data is little-endian, positioned at its first byte. */
  private record Tensor(String type, long[] shape, ByteBuffer data) {}

  /** Adds a metadata entry. */
  public Safetensors put(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param values as many as the product of {@code shape}; copied
   */
  public Safetensors put(String name, float[] values, long... shape) {
    ByteBuffer data = allocate((long) values.length * Float.BYTES);
    data.asFloatBuffer().put(values);
    tensors.put(name, new Tensor("F32", shape.clone(), data));
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param values as many as the product of {@code shape}; copied
   */
  public Safetensors put(String name, long[] values, long... shape) {
    ByteBuffer data = allocate((long) values.length * Long.BYTES);
    data.asLongBuffer().put(values);
    tensors.put(name, new Tensor("I64", shape.clone(), data));
    return this;
  }

  /** The metadata value of {@code key}. */
  public String text(String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw corrupt("has no metadata " + key);
    }
    return value;
  }

  /** Adds a metadata entry that is a list of texts. */
  public Safetensors put(String key, List<String> values) {
    try {
      return put(key, JSON.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always JSON", e);
    }
  }

  /** The list of texts under {@code key}. */
  public List<String> texts(String key) {
    try {
      return List.of(JSON.readValue(text(key), String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw corrupt("lists its %s unreadably".formatted(key));
    }
  }

  /** The whole number under {@code key}. */
  public int integer(String key) {
    try {
      return Integer.parseInt(text(key));
    } catch (NumberFormatException e) {
      throw corrupt("has no whole number under " + key);
    }
  }

  /** Whether there is metadata under {@code key}. */
  public boolean has(String key) {
    return metadata.containsKey(key);
  }

  /** The values of a float32 tensor; a new array. */
  public float[] floats(String name) {
    ByteBuffer data = data(name, "F32");
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  /** The values of an int64 tensor; a new array. */
  public long[] longs(String name) {
    ByteBuffer data = data(name, "I64");
    long[] values = new long[data.remaining() / Long.BYTES];
    data.asLongBuffer().get(values);
    return values;
  }

  /**
   * Refuses a size that no file can have.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if {@code bytes} are too many
   */
  public static void requireFits(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "A safetensors file would have %d bytes or more; at most %d can be written. Choose settings with smaller state (fewer heads, keys, units or features), or learn fewer labels."
              .formatted(bytes, MAX_BYTES));
    }
  }

  /**
   * The file's bytes; equal content gives equal bytes.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if they are more than 2^31 - 9; as do
   *     tensors of that size when they are put
   */
  public byte[] toBytes() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject("__metadata__");
    metadata.forEach(texts::put);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", tensor.type());
      node.set("shape", JSON.valueToTree(tensor.shape()));
      long end = offset + tensor.data().remaining();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8; // tensors begin at a multiple of their element size
    long size = Long.BYTES + padded + offset;
    requireFits(size);
    byte[] bytes = new byte[(int) size];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(json);
    while (file.position() < Long.BYTES + padded) {
      file.put((byte) ' ');
    }
    tensors.values().forEach(tensor -> file.put(tensor.data().duplicate()));
    return bytes;
  }

  /**
   * Reads a file.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it is something else
   */
  public static Safetensors parse(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Long.BYTES) {
      throw corrupt("is shorter than its header's length");
    }
    long headerLength = file.getLong();
    if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, file.remaining())) {
      throw corrupt("states a header of %d bytes".formatted(headerLength));
    }
    byte[] json = new byte[(int) headerLength];
    file.get(json);
    return new Safetensors().read(header(json), file.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  private Safetensors read(JsonNode header, ByteBuffer data) {
    long covered = 0;
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
        continue;
      }
      covered += readTensor(entry.getKey(), entry.getValue(), data);
    }
    if (covered != data.remaining()) {
      throw corrupt(
          "has %d bytes of tensors and describes %d".formatted(data.remaining(), covered));
    }
    return this;
  }

  private long readTensor(String name, JsonNode node, ByteBuffer data) {
    long[] shape = shape(name, node.path("shape"));
    long begin = node.path("data_offsets").path(0).asLong(-1);
    long end = node.path("data_offsets").path(1).asLong(-1);
    String type = node.path("dtype").asText();
    long expected = bytes(name, type, shape);
    if (begin < 0 || end < begin || end > data.limit() || end - begin != expected) {
      throw corrupt("describes tensor %s at bytes %d to %d".formatted(name, begin, end));
    }
    ByteBuffer bytes = data.slice((int) begin, (int) (end - begin)).order(ByteOrder.LITTLE_ENDIAN);
    tensors.put(name, new Tensor(type, shape, bytes));
    return end - begin;
  }

  private static long[] shape(String name, JsonNode node) {
    long[] shape = new long[node.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.path(i).asLong(-1);
      if (shape[i] < 0) {
        throw corrupt("has no readable shape of tensor " + name);
      }
    }
    return shape;
  }

  private static long bytes(String name, String type, long[] shape) {
    if (!type.equals("F32") && !type.equals("I64")) {
      throw corrupt("has a tensor %s of unknown type %s".formatted(name, type));
    }
    try {
      long bytes = type.equals("F32") ? Float.BYTES : Long.BYTES;
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw corrupt("has a tensor %s larger than any file".formatted(name));
    }
  }

  private ByteBuffer data(String name, String type) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || !tensor.type().equals(type)) {
      throw corrupt("has no %s tensor %s".formatted(type, name));
    }
    return tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static JsonNode header(byte[] json) {
    try {
      return JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw corrupt("has a header that is not JSON");
    }
  }

  private static ByteBuffer allocate(long bytes) {
    requireFits(bytes);
    return ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static AmelesException corrupt(String what) {
    return new AmelesException(ErrorCode.CORRUPT_FILE, "The safetensors file " + what + ".");
  }
}
