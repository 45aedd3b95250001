package io.ameles.cli;

import io.ameles.demo.dataset.DatasetException;
import io.ameles.model.AmelesException;
import io.ameles.schema.AvroGuards;
import io.ameles.stream.job.Software;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code ameles} command. */
@Command(
    name = "ameles",
    mixinStandardHelpOptions = true,
    versionProvider = Ameles.Version.class,
    description = {
      "Learns from a stream, forgets on request, and proves it.",
      "",
      "Try it: @|bold ameles demo|@ needs nothing but this command."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success; an audit found everything equal, all receipts are verified",
      "1:an audit found a difference, a check failed, or a receipt is not verified",
      "2:the command line or the configuration is not acceptable",
      "3:something that is needed does not work (Kafka, disk, engine) or is no longer there",
      "4:a defect of this software"
    },
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ConsoleCommand.class,
      ProduceCommand.class,
      ForgetCommand.class,
      ReceiptsCommand.class,
      VerifyCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      VerifyLearnerCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Ameles implements Runnable {
  /** An audit found a difference, or a check failed. */
  static final int NOT_EQUAL = 1;

  /** Something that is needed does not work. */
  static final int UNAVAILABLE = 3;

  /** A defect of this software. */
  static final int DEFECT = 4;

  @Spec private CommandSpec spec;

  /** For the command line library. */
  public Ameles() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Ameles())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Ameles::explain)
        .setExitCodeExceptionMapper(
            failure -> failure instanceof ParameterException ? ExitCode.USAGE : DEFECT);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** Failures that a person can mend are told in one sentence; only the others show their stack. */
  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof AmelesException known) {
      err.println(
          command.getColorScheme().errorText("%s: %s".formatted(known.code(), known.getMessage())));
      return switch (known.code().category()) {
        case CALLER -> ExitCode.USAGE;
        case RESOURCES -> UNAVAILABLE;
        case OURS -> DEFECT;
      };
    }
    if (failure instanceof DatasetException) {
      err.println(command.getColorScheme().errorText(failure.getMessage()));
      return ExitCode.USAGE;
    }
    if (failure instanceof KafkaException) {
      err.println(command.getColorScheme().errorText("KAFKA: " + failure.getMessage()));
      return UNAVAILABLE;
    }
    throw failure;
  }

  /** Says the version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        Software.name(), "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
      };
    }
  }
}
