/// The nouns of Digi and the interfaces of its verbs.
module io.digi.model {
    requires static transitive org.jspecify;

    exports io.digi.model.change;
    exports io.digi.model.config;
    exports io.digi.model.engine;
    exports io.digi.model.error;
    exports io.digi.model.filter;
    exports io.digi.model.id;
    exports io.digi.model.inference;
    exports io.digi.model.job;
    exports io.digi.model.payload;
    exports io.digi.model.query;
    exports io.digi.model.snapshot;
    exports io.digi.model.vector;
}
