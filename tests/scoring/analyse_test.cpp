#include "scoring/analyse.h"

#include <cstdlib>

#include "scoring/evaluate_support.h"

namespace sandau {
namespace {

using testing::a_definition;
using testing::json;
using testing::the_results;

/// A judge's marks, entry by entry (P01 …); "." for none.
using Sheet = std::vector<std::string>;

std::string entry_name(std::size_t i) {
    return (i < 9 ? "P0" : "P") + std::to_string(i + 1);
}

Definition one_criterion(const std::string& more = "", const std::string& awards = "[]") {
    return a_definition(
        "'rubrics':{'r':{'criteria':[{'id':'c','max':1000}]}},'stages':[{'id':'panel',"
        "'format':'rubric','rubric':'r'" +
        more + "},{'id':'next','format':'import','columns':[{'id':'points','kind':'number'}" +
        "]}],'awards':" + awards);
}

Results marked(const Definition& definition, const std::vector<Sheet>& judges) {
    std::string entries, marks;
    for (std::size_t i = 0; i < judges.front().size(); ++i) {
        std::string cells;
        for (std::size_t j = 0; j < judges.size(); ++j)
            if (judges[j][i] != ".")
                cells +=
                    (cells.empty() ? "'J" : ",'J") + std::to_string(j + 1) + "':{'c':" + judges[j][i] + "}";
        entries += (i == 0 ? "" : " ") + entry_name(i) + ":A";
        marks += (i == 0 ? "'" : ",'") + entry_name(i) + "':{" + cells + "}";
    }
    return the_results(definition, entries, "{'panel':{'marks':{" + marks + "}}}");
}

Json analysed(const Definition& definition, const Results& results) {
    const Result<Json> analysis = analyse(definition, results, StageId("panel"));
    EXPECT_TRUE(analysis.has_value());
    return analysis ? analysis->find("divisions")->as_array()->at(0) : Json();
}

Json analysed(const std::vector<Sheet>& judges) {
    const Definition definition = one_criterion();
    return analysed(definition, marked(definition, judges));
}

std::string text(const Json* value) {
    if (value == nullptr) return "not there";
    std::string written = write_json(*value);
    std::replace(written.begin(), written.end(), '"', '\'');
    return written;
}

/// A figure of the row that names this entry or judge.
std::string in_row(const Json& division, std::string_view list, const std::string& who,
                   std::string_view key) {
    for (const Json& row : *division.find(list)->as_array())
        if (*row.as_object()->front().second.as_string() == who) return text(row.find(key));
    return "no row";
}

double number(const Json* value) {
    const Json::Number* found = value != nullptr ? value->as_number() : nullptr;
    return found != nullptr ? std::strtod(found->text.c_str(), nullptr) : -99;
}

TEST(Analyse, GivesShroutAndFleissTheirIntraclassCorrelations) {
    // Shrout & Fleiss, Psychological Bulletin 86 (1979), table 2: 0.29 and 0.62.
    const Json division = analysed({{"9", "6", "8", "7", "10", "6"},
                                    {"2", "1", "4", "1", "5", "2"},
                                    {"5", "3", "6", "2", "6", "4"},
                                    {"8", "2", "8", "6", "9", "7"}});
    EXPECT_NEAR(number(division.find("icc_2_1")), 0.2898, 0.0001);
    EXPECT_NEAR(number(division.find("icc_2_k")), 0.6201, 0.0001);
}

TEST(Analyse, GivesKrippendorffHisIntervalAlphaInSpiteOfMissingMarks) {
    // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section D: 0.849.
    const Json division = analysed({{"1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."},
                                    {"1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"},
                                    {".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."},
                                    {"1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."}});
    EXPECT_NEAR(number(division.find("alpha")), 0.849, 0.0005);
}

TEST(Analyse, GivesSiegelHisConcordance) {
    // Siegel, Nonparametric Statistics (1956), chapter 9: three executives, six applicants, W = 0.16.
    const Json division = analysed(
        {{"1", "6", "3", "2", "5", "4"}, {"1", "5", "6", "4", "2", "3"}, {"6", "3", "2", "5", "4", "1"}});
    EXPECT_EQ(text(division.find("kendall_w")), "0.161904761905");
}

TEST(Analyse, CorrectsConcordanceForTies) {
    // Rank sums 2, 4.5, 5.5: S = 6.5; one tie of two: T = 6; 12·6.5 / (4·24 − 2·6).
    const Json division = analysed({{"1", "2", "2"}, {"1", "2", "3"}});
    EXPECT_EQ(text(division.find("kendall_w")), "0.928571428571");
}

TEST(Analyse, LooksForAgreementOnlyWhereAllJudgesMarked) {
    const Json division = analysed({{"1", "2", "2", "9"}, {"1", "2", "3", "."}});
    EXPECT_EQ(text(division.find("kendall_w")), "0.928571428571");
}

TEST(Analyse, DescribesAnEntrysMarks) {
    const Json division = analysed({{"10"}, {"20"}, {"30"}, {"80"}, {"11"}});
    EXPECT_EQ(in_row(division, "entries", "P01", "marks"), "5");
    EXPECT_EQ(in_row(division, "entries", "P01", "mean"), "30.2");
    EXPECT_EQ(in_row(division, "entries", "P01", "median"), "20");
    EXPECT_EQ(in_row(division, "entries", "P01", "trimmed_mean"), "20.3333333333");
}

TEST(Analyse, AJudgeWithoutSpreadContributesNothingToTheZScores) {
    // J1: mean 20, deviation 10; J2 gives everybody the same.
    const Json division = analysed({{"10", "30"}, {"50", "50"}});
    EXPECT_EQ(in_row(division, "entries", "P01", "z_mean"), "-0.5");
    EXPECT_EQ(in_row(division, "entries", "P02", "z_mean"), "0.5");
}

TEST(Analyse, TakesTheJudgesSeverityOut) {
    // Entries worth 12, 22 and 20; one judge 2 below, the other 2 above.
    const Json division = analysed({{"10", "20", "."}, {"14", ".", "22"}});
    EXPECT_EQ(in_row(division, "entries", "P01", "adjusted"), "12");
    EXPECT_EQ(in_row(division, "entries", "P02", "adjusted"), "22");
    EXPECT_EQ(in_row(division, "entries", "P03", "adjusted"), "20");
    EXPECT_EQ(in_row(division, "judges", "J1", "effect"), "-2");
    EXPECT_EQ(in_row(division, "judges", "J2", "effect"), "2");
    EXPECT_EQ(text(division.find("components")), "1");
}

TEST(Analyse, FindsPanelsThatNothingJoins) {
    const Json division = analysed({{"10", ".", "12"}, {".", "90", "."}, {"14", ".", "16"}});
    EXPECT_EQ(text(division.find("components")), "2");
    EXPECT_EQ(in_row(division, "entries", "P01", "component"), "0");
    EXPECT_EQ(in_row(division, "entries", "P02", "component"), "1");
    EXPECT_EQ(in_row(division, "entries", "P03", "component"), "0");
    EXPECT_EQ(in_row(division, "judges", "J2", "component"), "1");
    EXPECT_EQ(in_row(division, "judges", "J2", "effect"), "0");
    EXPECT_EQ(in_row(division, "judges", "J3", "effect"), "2");
}

TEST(Analyse, SaysNullWhereNothingIsDefined) {
    const Json nobody = analysed({{"."}, {"."}});
    EXPECT_EQ(in_row(nobody, "entries", "P01", "marks"), "0");
    for (const char* key : {"mean", "median", "trimmed_mean", "z_mean", "adjusted", "component"})
        EXPECT_EQ(in_row(nobody, "entries", "P01", key), "null") << key;
    EXPECT_EQ(text(nobody.find("components")), "0");
    const Json one_judge = analysed({{"1", "2", "3"}});
    const Json all_alike = analysed({{"5", "5"}, {"5", "5"}});
    for (const Json& division : {nobody, one_judge, all_alike})
        for (const char* key : {"kendall_w", "icc_2_1", "icc_2_k", "alpha"})
            EXPECT_EQ(text(division.find(key)), "null") << key;
}

TEST(Analyse, LeavesRecusedAndIncompleteMarksOut) {
    const Definition definition = a_definition(
        "'rubrics':{'r':{'criteria':[{'id':'a','max':10,'weight':2},{'id':'b','max':10}]}},"
        "'stages':[{'id':'panel','format':'rubric','rubric':'r'}]");
    const Results results =
        the_results(definition, "P1:A",
                    "{'panel':{'marks':{'P1':{'J1':{'a':5,'b':1.5},'J2':{'a':9},'J3':{'recused':true}}}}}");
    const Json division = analysed(definition, results);
    EXPECT_EQ(in_row(division, "entries", "P1", "marks"), "1");
    EXPECT_EQ(in_row(division, "entries", "P1", "mean"), "11.5");
    EXPECT_EQ(in_row(division, "judges", "J2", "marks"), "0");
    EXPECT_EQ(in_row(division, "judges", "J2", "effect"), "null");
}

TEST(Analyse, NamesWhoseTierOrPromotionTheAdjustedOrderWouldChange) {
    const Definition definition = one_criterion(
        ",'promote':{'to':'next','top':1}",
        "[{'id':'s','from':'panel','method':'ranked_quota','tiers':[{'id':'gold','max':1},{'id':'silver',"
        "'max':1}]}]");
    // P03 met the lenient judge only, P02 the severe one only: 12, 22, 20 without their severity.
    const Json division = analysed(definition, marked(definition, {{"10", "20", "."}, {"14", ".", "22"}}));
    EXPECT_EQ(text(division.find("changes")),
              "[{'entry':'P02','to':'next','from':false,'adjusted':true},"
              "{'entry':'P02','scheme':'s','from':'silver','adjusted':'gold'},"
              "{'entry':'P03','to':'next','from':true,'adjusted':false},"
              "{'entry':'P03','scheme':'s','from':'gold','adjusted':'silver'}]");
}

TEST(Analyse, ChangesNothingWherePanelsCannotBeCompared) {
    const Definition definition = one_criterion(",'promote':{'to':'next','top':1}");
    const Json division = analysed(definition, marked(definition, {{"10", "."}, {".", "22"}, {".", "30"}}));
    EXPECT_EQ(text(division.find("changes")), "[]");
}

TEST(Analyse, ChangesNothingWhereEverybodyMarkedEverything) {
    const Definition definition = one_criterion(",'promote':{'to':'next','top':1}");
    const Json division =
        analysed(definition,
                 marked(definition, {{"71.1", "70.3", "12"}, {"69.3", "70.1", "70"}, {"70.1", "70.1", "1"}}));
    EXPECT_EQ(text(division.find("changes")), "[]");
}

TEST(Analyse, IsAskedAboutARubricStageOnly) {
    const Definition definition = one_criterion();
    const Results results = marked(definition, {{"1"}});
    EXPECT_EQ(analyse(definition, results, StageId("next")).error().code, "analyse.no_rubric");
    EXPECT_EQ(analyse(definition, results, StageId("nowhere")).error().code, "definition.unknown_stage");
}

TEST(Analyse, ListsADivisionWithoutEntries) {
    const Definition definition = one_criterion();
    const Result<Json> analysis =
        analyse(definition, the_results(definition, "P1:A", "{}"), StageId("panel"));
    ASSERT_TRUE(analysis);
    EXPECT_EQ(text(&*analysis),
              "{'stage':'panel','divisions':[{'division':'A','entries':[],'judges':[],'components':0,"
              "'kendall_w':null,'icc_2_1':null,'icc_2_k':null,'alpha':null,'changes':[]}]}");
}

}  // namespace
}  // namespace sandau
