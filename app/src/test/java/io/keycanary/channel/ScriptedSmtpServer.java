package io.keycanary.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that says what it is told to say: for answers that no real server gives on demand. */
final class ScriptedSmtpServer implements AutoCloseable {
    /** In place of an answer: say nothing more. */
    static final String HANG = "hang";

    /** In place of an answer: break the connection. */
    static final String DROP = "drop";

    final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final @Nullable SSLContext tls;

    ScriptedSmtpServer(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        answers.put("", "220 scripted");
        answers.put("EHLO", tls == null ? "250 scripted" : "250-scripted\r\n250 STARTTLS");
        answers.put("STARTTLS", "220 go ahead");
        answers.put("MAIL", "250 ok");
        answers.put("RCPT", "250 ok");
        answers.put("RSET", "250 ok");
        answers.put("DATA", "354 go on");
        answers.put(".", "250 2.0.0 queued as 4711");
        answers.put("QUIT", "221 bye");
        Thread.ofVirtual().start(this::serve);
    }

    /** @param begin of the command in capitals; empty is the greeting, a dot the end of the data */
    ScriptedSmtpServer saying(String begin, String answer) {
        answers.put(begin, answer);
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Commands and lines of data, over all connections. */
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket accepted = socket.accept();
                Thread.ofVirtual().start(() -> talk(accepted));
            }
        } catch (IOException e) {
            closed.countDown();
        }
    }

    private void talk(Socket accepted) {
        try (accepted) {
            if (say(accepted, "")) {
                converse(accepted);
            }
        } catch (IOException | InterruptedException e) {
            heard.add("(gone)");
        }
    }

    private void converse(Socket connection) throws IOException, InterruptedException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (data && !line.equals(".")) {
                continue;
            }
            String command = data ? "." : command(line);
            if (!say(connection, command)) {
                return;
            }
            data = command.equals("DATA") && answers.getOrDefault("DATA", "").startsWith("354");
            if (command.equals("STARTTLS") && tls != null) {
                converse(upgraded(connection, tls));
                return;
            }
        }
    }

    private static Socket upgraded(Socket connection, SSLContext tls) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory()
                .createSocket(connection, connection.getInetAddress().getHostAddress(), connection.getPort(), false);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    /** The longest key that the line begins with. */
    private String command(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        return answers.keySet().stream()
                .filter(key -> !key.isEmpty() && upper.startsWith(key))
                .reduce((a, b) -> a.length() >= b.length() ? a : b)
                .orElse("?");
    }

    private boolean say(Socket connection, String command) throws IOException, InterruptedException {
        String answer = answers.getOrDefault(command, "502 what?");
        if (answer.equals(DROP)) {
            return false;
        }
        if (answer.equals(HANG)) {
            hanging.countDown();
            closed.await();
            return false;
        }
        connection.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
        return true;
    }
}
