package io.ameles.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensFileTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir private Path folder;
  private Path file;
  private TokensFile tokens;

  @BeforeEach
  void choose() {
    file = folder.resolve("console-tokens");
    tokens = new TokensFile(file);
  }

  @Test
  void whatWasAddedOpensAndIsNotInTheFile() throws Exception {
    String token = tokens.add("desk", "forget,read", random);
    assertThat(token).startsWith(Tokens.PREFIX).hasSizeGreaterThanOrEqualTo(50);
    assertThat(Tokens.read(file).find(token))
        .contains(new Caller("desk", Set.of(Right.READ, Right.FORGET)));
    assertThat(Files.readString(file))
        .doesNotContain(token)
        .doesNotContain(token.substring(Tokens.PREFIX.length()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLineWithoutAnEndGetsOne() throws Exception {
    tokens.add("a", "read", random);
    Files.writeString(file, "# ours\n" + Files.readString(file).strip());
    tokens.add("b", "read", random);
    assertThat(Files.readAllLines(file)).hasSize(3).first().isEqualTo("# ours");
    assertThat(Tokens.read(file).size()).isEqualTo(2);
  }

  @Test
  void whatIsTakenOutTakesNothingElseWithIt() throws Exception {
    String first = tokens.add("a", "read", random);
    Files.writeString(file, Files.readString(file) + "\n# a read: not a token\r\n");
    String second = tokens.add("aa", "read", random);
    String before = Files.readString(file);

    assertThat(tokens.remove("a")).isEqualTo(1);
    assertThat(Files.readString(file)).isEqualTo(before.substring(before.indexOf('\n') + 1));
    assertThat(Tokens.read(file).find(first)).isEmpty();
    assertThat(Tokens.read(file).find(second)).isPresent();
    assertThat(tokens.remove("aa")).isZero();
  }

  @Test
  void aLineIsTakenOutHoweverItIsWritten() throws Exception {
    String[] parts = Tokens.line("a", Set.of(Right.READ), Tokens.create(random)).split(" ", -1);
    Files.writeString(file, " \t%s\r%s\t\t%s \r\n".formatted(parts[0], parts[1], parts[2]));
    assertThat(Tokens.read(file).hasName("a")).isTrue();
    assertThat(tokens.remove("a")).isZero();
    assertThat(Tokens.parse(Files.readString(file), "").isEmpty()).isTrue();
  }

  @Test
  void theFileStaysTheSameFileWithItsPermissions() throws Exception {
    tokens.add("a", "read", random);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Object key = Files.getAttribute(file, "unix:ino");
    tokens.add("b", "read", random);
    tokens.remove("a");
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void whatIsRefusedChangesNothing() throws Exception {
    tokens.add("a", "read", random);
    byte[] before = Files.readAllBytes(file);
    refused("already", () -> tokens.add("a", "forget", random));
    for (String name : List.of("", " ", "#x", "a b", "-a", "a\nb read " + "0".repeat(64), "é")) {
      refused("name", () -> tokens.add(name, "read", random));
    }
    for (String rights : List.of("", "write", "read,", "read predict", "READ", "read,\n")) {
      refused("read,predict,forget", () -> tokens.add("b", rights, random));
    }
    refused("no token of this name", () -> tokens.remove("b"));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFileThatIsNotAsItMustBeIsLeftAlone() throws Exception {
    Files.writeString(file, "a read 17\n");
    refused("line 1", () -> tokens.add("b", "read", random));
    refused("line 1", () -> tokens.remove("a"));
    assertThat(Files.readString(file)).isEqualTo("a read 17\n");

    byte[] noText = {(byte) 0xc3, 0x28, '\n'};
    Files.write(file, noText);
    assertThatThrownBy(() -> tokens.add("b", "read", random)).isInstanceOf(AmelesException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(noText);
  }

  @Test
  void ofOneTokenThereAreNotTwoNames() throws Exception {
    String token = tokens.add("a", "read", random);
    String line = Tokens.line("b", Set.of(Right.FORGET), token);
    Files.writeString(file, Files.readString(file) + line + "\n");
    refused("line 2", () -> Tokens.read(file));
  }

  @Test
  void withoutAFileThereIsNothingToTakeOut() {
    assertThatThrownBy(() -> tokens.remove("a"))
        .isInstanceOfSatisfying(
            AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    assertThat(file).doesNotExist();
  }

  @Test
  void manyAtOnceLoseNothing() throws Exception {
    tokens.add("first", "read", random);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (var added :
          threads.invokeAll(
              IntStream.range(0, 16)
                  .mapToObj(i -> (Callable<String>) () -> tokens.add("n" + i, "read", random))
                  .toList())) {
        assertThat(added.get()).startsWith(Tokens.PREFIX);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Tokens.read(file).size()).isEqualTo(17);
  }

  private static void refused(String why, Callable<?> change) {
    assertThatThrownBy(change::call)
        .isInstanceOfSatisfying(
            AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining(why);
  }
}
