#include "scoring/document_reader.h"
#include "scoring/results.h"

namespace sandau {

std::vector<Problem> warnings_of(const Definition& definition, const Results& results) {
    std::vector<Problem> warnings;
    for (const auto& [id, stage_results] : results.stages) {
        const Stage* stage = definition.stage(id);
        if (stage == nullptr || !stage->rubric.panel) continue;
        const std::int64_t size = stage->rubric.panel->size;
        for (const auto& [entry, marks] : stage_results.marks) {
            std::int64_t count = 0;
            for (const auto& [judge, mark] : marks) count += mark.recused ? 0 : 1;
            if (size == 0 || count <= size || warnings.size() >= 1'000) continue;
            Refusal what{"results.panel_too_large",
                         {{"marks", std::to_string(count)}, {"size", std::to_string(size)}},
                         path_to("stages." + id.text + ".marks", entry.text)};
            warnings.push_back({Severity::Warning, std::move(what)});
        }
    }
    return warnings;
}

}  // namespace sandau
