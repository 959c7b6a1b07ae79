package io.digi.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/// The entry point of the program that the launcher script starts.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        StandardError.takeBack();
        Charset terminal = System.out.charset();
        Cli cli =
                new Cli(
                        new PrintWriter(System.out, true, terminal),
                        new PrintWriter(System.err, true, terminal),
                        BuildInfo.ofThisBuild());
        System.exit(cli.run(args));
    }
}
