package io.digi.stack.require;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// The test runs only where all these programs are on the `PATH`, and where `python3`, if it is
/// asked for modules, has them. With `DIGI_REQUIRE=all` in the environment, as on the build server,
/// whatever is missing is a failure.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCondition.class)
public @interface Requires {
    String[] value();

    /// Modules of Python that some systems package apart from it.
    String[] pythonModules() default {};
}
