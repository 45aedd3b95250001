package io.ameles.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTokensTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final TestClock clock = new TestClock();
  private final String desk = Tokens.create(random);
  private final String grafana = Tokens.create(random);

  @TempDir private Path folder;
  private Path file;
  private LiveTokens tokens;

  /** A clock that stands still until it is moved. */
  private static final class TestClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("console-tokens");
    write(line("desk", desk, Right.READ, Right.FORGET) + line("grafana", grafana, Right.READ));
    tokens = LiveTokens.read(file, clock);
  }

  private static String line(String name, String token, Right... rights) {
    return Tokens.line(name, Set.of(rights), token) + "\n";
  }

  /** Writes the file as of the clock's time. */
  private void write(String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(clock.now));
  }

  private void pass(Duration time) {
    clock.now = clock.now.plus(time);
  }

  private boolean opens(String token) {
    return tokens.now().find(token).isPresent();
  }

  @Test
  void aRevokedTokenWorksForASecondAtMost() throws Exception {
    pass(Duration.ofSeconds(10));
    assertThat(opens(desk)).isTrue();
    new TokensFile(file).remove("desk");
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isFalse();
    assertThat(opens(grafana)).isTrue();
  }

  @Test
  void aNewTokenWorksWithoutARestart() {
    String added = new TokensFile(file).add("counsel", "read,forget", random);
    pass(Duration.ofSeconds(1));
    assertThat(tokens.now().find(added))
        .contains(new Caller("counsel", Set.of(Right.READ, Right.FORGET)));
  }

  @Test
  void withinASecondNothingIsLookedAt() throws Exception {
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isTrue();
    Files.delete(file);
    write(line("grafana", grafana, Right.READ));
    pass(Duration.ofMillis(999));
    assertThat(opens(desk)).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(opens(desk)).isFalse();
  }

  @Test
  void halfALineChangesNothing() throws Exception {
    String whole = Files.readString(file);
    int first = whole.indexOf('\n') + 1;
    for (int length = 1; length < whole.length(); length++) {
      pass(Duration.ofSeconds(5));
      write(whole.substring(0, length));
      pass(Duration.ofSeconds(1));
      boolean lineIsWhole = length == first || length == first - 1;
      assertThat(opens(grafana)).as("%d", length).isEqualTo(!lineIsWhole);
      assertThat(opens(desk)).isTrue();
      write(whole);
      pass(Duration.ofSeconds(1));
      assertThat(opens(grafana)).isTrue();
    }
  }

  @Test
  void anEmptyFileIsOneThatIsJustBeingWrittenOrHasNoTokenAnyMore() throws Exception {
    pass(Duration.ofSeconds(10));
    write("");
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isTrue(); // perhaps just being written
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isFalse(); // it stays like this
  }

  @Test
  void theLastTokenCanBeRevokedLongBeforeAnybodyAsks() throws Exception {
    new TokensFile(file).remove("desk");
    assertThat(new TokensFile(file).remove("grafana")).isZero();
    Files.setLastModifiedTime(file, FileTime.from(clock.now));
    pass(Duration.ofHours(1));
    assertThat(opens(desk)).isFalse();
    assertThat(opens(grafana)).isFalse();
  }

  @Test
  void aFileThatIsGoneKeepsTheTokensUntilItIsBack() throws Exception {
    Files.delete(file);
    pass(Duration.ofSeconds(5));
    assertThat(opens(desk)).isTrue();
    write(line("grafana", grafana, Right.READ));
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isFalse();
  }

  @Test
  void whatIsNoTokensFileKeepsTheTokens() throws Exception {
    Files.delete(file);
    Files.createDirectory(file);
    pass(Duration.ofSeconds(5));
    assertThat(opens(desk)).isTrue();
    Files.delete(file);
    Files.write(file, new byte[] {(byte) 0xc3, 0x28});
    pass(Duration.ofSeconds(5));
    assertThat(opens(desk)).isTrue();
  }

  @Test
  void aNameWithOtherRightsHasThose() throws Exception {
    pass(Duration.ofSeconds(5));
    write(line("desk", desk, Right.PREDICT) + line("grafana", grafana, Right.READ));
    pass(Duration.ofSeconds(1));
    assertThat(tokens.now().find(desk)).contains(new Caller("desk", Set.of(Right.PREDICT)));
  }

  @Test
  void twoChangesWithOneTimeAndOneSizeAreBothSeen() throws Exception {
    pass(Duration.ofSeconds(5));
    Instant both = clock.now;
    write(line("desk", desk, Right.READ));
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isTrue();
    String other = Tokens.create(random);
    Files.writeString(file, line("desk", other, Right.READ));
    Files.setLastModifiedTime(file, FileTime.from(both));
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isFalse();
    assertThat(opens(other)).isTrue();
  }

  @Test
  void anotherFileWithTheSameTimeAndSizeIsSeen() throws Exception {
    pass(Duration.ofSeconds(60));
    assertThat(opens(desk)).isTrue();
    String other = Tokens.create(random);
    Path instead = folder.resolve("instead");
    Files.writeString(
        instead,
        line("desk", other, Right.READ, Right.FORGET) + line("grafana", grafana, Right.READ));
    Files.setLastModifiedTime(instead, Files.getLastModifiedTime(file));
    assertThat(Files.size(instead)).isEqualTo(Files.size(file));
    Files.move(instead, file, StandardCopyOption.REPLACE_EXISTING);
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isFalse();
    assertThat(opens(other)).isTrue();
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyIn() throws Exception {
    pass(Duration.ofDays(1));
    assertThat(opens(desk)).isTrue();
    new TokensFile(file).remove("desk");
    clock.now = START.minus(Duration.ofDays(1));
    assertThat(opens(desk)).isFalse();
  }

  @Test
  void sessionsEndWithTheirTokenAndHaveItsRights() throws Exception {
    Sessions sessions = new Sessions(random, clock);
    String session = sessions.begin(desk);
    assertThat(sessions.find(session, tokens.now()).orElseThrow().name()).isEqualTo("desk");
    pass(Duration.ofSeconds(5));
    write(line("desk", desk, Right.PREDICT) + line("grafana", grafana, Right.READ));
    pass(Duration.ofSeconds(1));
    assertThat(sessions.find(session, tokens.now()))
        .contains(new Caller("desk", Set.of(Right.PREDICT)));

    // The name stays, with another token.
    write(line("desk", Tokens.create(random), Right.PREDICT));
    pass(Duration.ofSeconds(1));
    assertThat(sessions.find(session, tokens.now())).isEmpty();
    write(line("desk", desk, Right.PREDICT));
    pass(Duration.ofSeconds(1));
    assertThat(opens(desk)).isTrue();
    assertThat(sessions.find(session, tokens.now())).as("it has ended").isEmpty();
  }

  @Test
  void atTheStartThereMustBeAToken() throws Exception {
    for (String text : new String[] {"", "\n", "# nobody\n"}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> LiveTokens.read(file, clock))
          .isInstanceOf(AmelesException.class)
          .hasMessageContaining("has no token");
    }
  }
}
