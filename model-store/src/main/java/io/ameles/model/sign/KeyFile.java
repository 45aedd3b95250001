package io.ameles.model.sign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Files that hold keys as JSON (RFC 7517). Messages name the file and quote nothing of it. */
public final class KeyFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final int HALF_BYTES = 32;

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private KeyFile() {}

  /**
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if the file is missing, or
   *     somebody else than its owner may read or change it; file systems without such permissions
   *     are not checked
   */
  public static void requirePrivate(Path file) {
    try {
      if (isOpenToOthers(file)) {
        throw new AmelesException(
            ErrorCode.CONFIGURATION,
            "The key file %s can be read or changed by others than its owner; run: chmod 600 %s, and replace the keys if others may have read them."
                .formatted(file, file));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Whether somebody else than its owner may read or change a file, as far as that is known. */
  public static boolean isOpenToOthers(Path file) throws IOException {
    return isPosix(file)
        && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
  }

  /**
   * The JSON object in a file.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if there is none
   */
  public static Map<String, Object> readJson(Path file) {
    try {
      Map<String, Object> members =
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {});
      if (members == null) {
        throw noKey(file.toString());
      }
      return members;
    } catch (JsonProcessingException e) {
      throw noKey(file.toString()); // without the cause, whose message quotes the file
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Puts a JSON object into a file: whole, on the disk and readable by its owner only, or not at
   * all. Replaces the file.
   *
   * @throws AmelesException with {@link ErrorCode#STORAGE} if that cannot be done
   */
  public static void write(Path file, Map<String, ?> members) {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(temporary);
      if (isPosix(target.getParent())) {
        Files.createFile(
            temporary,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      String text = new String(CanonicalJson.of(members), StandardCharsets.UTF_8) + "\n";
      Files.writeString(
          temporary,
          text,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "The key file %s cannot be written; check the folder's space and permissions."
              .formatted(file),
          e);
    }
  }

  /**
   * An object within the JSON of a key file.
   *
   * @param where it comes from, for the message
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is not one
   */
  public static Map<String, Object> object(Object value, String where) {
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> object = new TreeMap<>();
      members.forEach((name, member) -> object.put(String.valueOf(name), member));
      return object;
    }
    throw noKey(where);
  }

  /** That something holds no key of the right kind. */
  public static AmelesException noKey(String where) {
    return new AmelesException(
        ErrorCode.CONFIGURATION,
        "%s holds no key of the right kind; ameles keys makes one.".formatted(where));
  }

  static OctetKeyPairJsonWebKey octetKeyPair(
      Map<String, Object> members, String where, boolean isPrivate) {
    try {
      OctetKeyPairJsonWebKey key = new OctetKeyPairJsonWebKey(members);
      boolean ofThisKind =
          OctetKeyPairJsonWebKey.KEY_TYPE.equals(members.get("kty"))
              && OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(members.get("crv"))
              && isHalf(members.get("x"))
              && isPrivate == isHalf(members.get("d"));
      if (ofThisKind) {
        return key;
      }
    } catch (JoseException | RuntimeException e) {
      // The library's messages may quote the key; every member is somebody else's text.
    }
    throw noKey(where);
  }

  /** The library would take a shorter one, fill it up, and print it as another key. */
  private static boolean isHalf(@Nullable Object encoded) {
    return encoded instanceof String text
        && Base64.getUrlDecoder().decode(text).length == HALF_BYTES;
  }

  static Map<String, Object> members(OctetKeyPairJsonWebKey key, String keyId, boolean isPrivate) {
    Map<String, Object> members =
        new TreeMap<>(
            key.toParams(
                isPrivate
                    ? JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE
                    : JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    members.put("kid", keyId);
    members.put("alg", "EdDSA");
    members.put("use", "sig");
    return members;
  }

  private static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }

  private static AmelesException unreadable(Path file, IOException cause) {
    return new AmelesException(
        ErrorCode.CONFIGURATION,
        "The key file %s cannot be read; ameles keys makes one.".formatted(file),
        cause);
  }
}
