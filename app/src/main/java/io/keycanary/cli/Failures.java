package io.keycanary.cli;

import io.keycanary.desk.StaleVersionException;
import io.keycanary.desk.UnknownNameException;
import io.keycanary.incident.IllegalMoveException;
import io.keycanary.intake.LedgerException;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.token.AccountException;
import io.keycanary.token.DuplicateIdentifierException;
import io.keycanary.token.Printable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where an error becomes a message and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int MESSAGE_CHARS = 2000;

    private final Keycanary program;
    private final Screen screen;

    Failures(Keycanary program, Screen screen) {
        this.program = program;
        this.screen = screen;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        tell(e);
        CommandLine verb = e.getCommandLine();
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, screen.err())) {
            screen.tell("Try `" + verb.getCommandSpec().qualifiedName() + " --help`.");
        }
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine verb, ParseResult parsed) {
        if (program.debug()) {
            e.printStackTrace(screen.err()); // asked for by --debug, and nothing else prints one
        }
        return switch (e) {
            case CommandFailure failure -> tell(failure, failure.exitCode());
            case ParameterException wrong -> handleParseException(wrong, new String[0]);
            case UnknownNameException unknown -> tell(unknown, Exit.USAGE);
            case DuplicateIdentifierException duplicate -> tell(duplicate, Exit.USAGE);
            case StaleVersionException stale -> tell(stale, Exit.REFUSED);
            case IllegalMoveException move -> tell(move, Exit.REFUSED);
            case ActionRefusedException refused -> tell(refused, Exit.REFUSED);
            case AccountException account -> tell(account, exitCode(account.reason()));
            case LedgerException outside -> tell(outside, Exit.INCOMPLETE);
            default -> bug(e);
        };
    }

    private static int exitCode(AccountException.Reason reason) {
        return switch (reason) {
            case CREDENTIALS, NAME_TAKEN, NOT_FOUND -> Exit.USAGE;
            case DENIED, QUOTA, REFUSED -> Exit.REFUSED;
            case THROTTLED, UNREACHABLE -> Exit.INCOMPLETE;
        };
    }

    private int tell(Exception e, int exitCode) {
        tell(e);
        return exitCode;
    }

    private void tell(Exception e) {
        screen.tell("keycanary: " + Printable.line(String.valueOf(e.getMessage()), MESSAGE_CHARS));
    }

    private int bug(Exception e) {
        screen.tell("keycanary: a fault of the program: " + Printable.line(e.toString(), MESSAGE_CHARS));
        screen.tell("Please report it, see CONTRIBUTING.md; --debug shows where it arose.");
        return Exit.INCOMPLETE;
    }
}
