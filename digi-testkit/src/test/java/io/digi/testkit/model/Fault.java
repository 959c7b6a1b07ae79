package io.digi.testkit.model;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.engine.Call;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be wrong with an engine.
enum Fault {
    LOSES_DELETES {
        @Override
        PointChange change(PointChange change) {
            return change instanceof PointChange.Delete(PointSelection.Ids _)
                    ? new PointChange.Delete(new PointSelection.Ids(List.of()))
                    : change;
        }
    },
    STORES_THE_FIRST_POINT_ONLY {
        @Override
        PointChange change(PointChange change) {
            return change instanceof PointChange.Upsert(List<Point> points) && points.size() > 2
                    ? new PointChange.Upsert(points.subList(0, 1))
                    : change;
        }
    },
    KEEPS_NULLS_OUT {
        @Override
        PointChange change(PointChange change) {
            return change instanceof PointChange.OverwritePayload(var selection, Payload payload)
                    ? new PointChange.OverwritePayload(selection, withoutNulls(payload))
                    : change;
        }
    },
    NUMBERS_OPERATIONS_WRONG {
        @Override
        long operationNumber(long number) {
            return number > 20 ? number + 1 : number;
        }
    },
    FORGETS_TENANTS_IN_COUNTS {
        @Override
        Call call(Call call, PointRead<?> read) {
            return read instanceof PointRead.Count ? Call.everything() : call;
        }
    },
    TAKES_EXCEPT_FOR_ALL {
        @Override
        Condition condition(Condition condition) {
            return condition instanceof Condition.Field(var key, FieldTest.MatchExcept _)
                    ? new Condition.Field(key, new FieldTest.IsEmpty(false))
                    : condition;
        }
    },
    RANGES_INCLUDE_THEIR_BOUNDS {
        @Override
        Condition condition(Condition condition) {
            return condition instanceof Condition.Field(var key, FieldTest.Range range)
                            && range.lt().isPresent()
                    ? new Condition.Field(
                            key,
                            new FieldTest.Range(range.lte(), range.lt(), range.gt(), range.gte()))
                    : condition;
        }
    },
    RETURNS_ONE_HIT_TOO_FEW {
        @Override
        List<ScoredPoint> hits(List<ScoredPoint> hits) {
            return hits.size() > 2 ? hits.subList(0, hits.size() - 1) : hits;
        }
    },
    SWAPS_HITS {
        @Override
        List<ScoredPoint> hits(List<ScoredPoint> hits) {
            List<ScoredPoint> swapped = new ArrayList<>(hits);
            if (hits.size() > 2) {
                swapped.add(swapped.removeFirst());
            }
            return swapped;
        }
    },
    SCORES_A_LITTLE_WRONG {
        @Override
        List<ScoredPoint> hits(List<ScoredPoint> hits) {
            return hits.stream()
                    .map(hit -> scored(hit, hit.version(), hit.score() * 1.0001f))
                    .toList();
        }
    },
    RETURNS_OLD_VERSIONS {
        @Override
        List<ScoredPoint> hits(List<ScoredPoint> hits) {
            return hits.stream()
                    .map(hit -> scored(hit, Math.min(hit.version(), 9), hit.score()))
                    .toList();
        }
    },
    ENDS_SCROLLS_EARLY {
        @Override
        ScrollPage page(ScrollPage page) {
            return new ScrollPage(page.points(), Optional.empty());
        }
    },
    MISTAKES_PROBLEMS {
        @Override
        Problem problem(Problem problem) {
            return problem instanceof Problem.PointNotFound
                    ? new Problem.BadRequest(problem.message())
                    : problem;
        }
    };

    PointChange change(PointChange change) {
        return change;
    }

    long operationNumber(long number) {
        return number;
    }

    Call call(Call call, PointRead<?> read) {
        return call;
    }

    Condition condition(Condition condition) {
        return condition;
    }

    List<ScoredPoint> hits(List<ScoredPoint> hits) {
        return hits;
    }

    ScrollPage page(ScrollPage page) {
        return page;
    }

    Problem problem(Problem problem) {
        return problem;
    }

    final Filter filter(Filter filter) {
        return new Filter(
                filter.must().stream().map(this::condition).toList(),
                filter.should().stream().map(this::condition).toList(),
                filter.mustNot(),
                filter.minShould());
    }

    private static ScoredPoint scored(ScoredPoint hit, long version, float score) {
        return new ScoredPoint(hit.id(), version, score, hit.payload(), hit.vectors());
    }

    private static Payload withoutNulls(Payload payload) {
        Map<String, Value> fields = new LinkedHashMap<>(payload.fields());
        fields.values().removeIf(Value.Null.NULL::equals);
        return Payload.of(fields);
    }
}
