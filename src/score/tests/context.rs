//! The page, the place in the article, and how a sentence relates to the rest.

use super::{Case, STORY};

/// The same sentence twice, with another between.
const TWICE: &str = "The envoys signed the accord on cod in Oslo.\n\nNobody else came to the harbour that week.\n\nThe \
envoys signed the accord on cod in Oslo.";
/// News without a state in it.
const BAKER: &str = "The baker has baked a loaf as long as a bus.\n\nIt took him nine hours and two ovens.\n\nHis wife \
sold the loaf by the metre.";
const PAGE: &str = "Oslo harbour\n\nThe envoys of Norway and Denmark signed the accord on cod in Oslo.\n\nShare this article\n\n\
Their talks had lasted for a week, and the";
const NAMES: &str = "In the morning the envoy Berg met the envoy Holm near the harbour.\n\nIn the evening only Berg was \
seen there by fishermen.\n\nThe next day Berg and Holm sailed north together.\n\nNobody else was seen there all week.";
const QUOTATION: &str =
    "\"We have waited long for this day,\" the minister of Norway said.\n\nNobody else spoke all week.";

/// What neighbours tell: a plan, a scene, an old contact, a reading, a text and what it asks for.
const AROUND: &str = "The minister said that the road stays shut.\n\nThe envoys will sail to Oslo.\n\nA band played and \
children waved flags.\n\nThey had met in Oslo in 2012.\n\nThe pact may calm the quarrel.\n\nThe resolution condemns the \
raid on the harbour.\n\nIt calls the raid a crime.\n\nBoth sides must leave the harbour.\n\nThe envoys signed the accord.";

pub(super) const CASES: &[Case] = &[
    ("constant", STORY, 0, 1000),
    ("furniture", PAGE, 2, 1000),
    ("furniture", PAGE, 1, 0),
    ("cut_off", PAGE, 3, 1000),
    ("cut_off", PAGE, 1, 0),
    ("duplicate", TWICE, 2, 1000),
    ("duplicate", TWICE, 0, 0),
    ("first", STORY, 0, 1000),
    ("first", STORY, 1, 0),
    ("first", PAGE, 1, 1000),
    ("second", STORY, 1, 1000),
    ("second", STORY, 2, 0),
    ("third", STORY, 2, 1000),
    ("third", STORY, 0, 0),
    ("early", STORY, 0, 1000),
    ("early", STORY, 1, 500),
    ("early", STORY, 3, 250),
    ("early", PAGE, 0, 0),
    ("depth", STORY, 0, 0),
    ("depth", STORY, 2, 500),
    ("depth", STORY, 4, 1000),
    ("paragraph_start", STORY, 1, 1000),
    ("paragraph_start", STORY, 2, 0),
    ("other_news_early", BAKER, 1, 500),
    ("other_news_early", STORY, 1, 0),
    ("other_news_depth", BAKER, 2, 1000),
    ("other_news_depth", STORY, 4, 0),
    ("other_news_top", BAKER, 2, 1000),
    ("other_news_top", STORY, 2, 0),
    ("other_news_tie", BAKER, 2, 142),
    ("other_news_tie", BAKER, 0, 0),
    ("other_news_tie", STORY, 2, 0),
    ("other_news_length", BAKER, 0, 275),
    ("other_news_length", STORY, 0, 0),
    ("other_news_short", "A baker baked a long loaf.", 0, 1000),
    ("other_news_short", STORY, 0, 0),
    ("title_overlap", STORY, 1, 666),
    ("title_overlap", STORY, 3, 0),
    ("lede_overlap", TWICE, 2, 1000),
    ("lede_overlap", TWICE, 1, 0),
    ("lede_overlap", TWICE, 0, 0),
    ("centrality", STORY, 2, 62),
    ("centrality", TWICE, 1, 0),
    ("novelty", STORY, 0, 1000),
    ("novelty", TWICE, 2, 0),
    ("echo", TWICE, 2, 1000),
    ("echo", TWICE, 1, 0),
    ("top_name", NAMES, 1, 1000),
    ("top_name", NAMES, 3, 0),
    ("two_top_names", NAMES, 0, 1000),
    ("two_top_names", NAMES, 1, 0),
    ("main_pair", PAGE, 1, 1000),
    ("main_pair", PAGE, 3, 0),
    ("after_quote", QUOTATION, 1, 1000),
    ("after_quote", QUOTATION, 0, 0),
    ("after_speech", AROUND, 1, 1000),
    ("after_speech", AROUND, 3, 0),
    ("before_speech", AROUND, 4, 1000),
    ("before_speech", AROUND, 1, 0),
    ("after_plan", AROUND, 2, 1000),
    ("after_plan", AROUND, 1, 0),
    ("before_plan", AROUND, 0, 1000),
    ("before_plan", AROUND, 1, 0),
    ("after_scene", AROUND, 3, 1000),
    ("after_scene", AROUND, 4, 0),
    ("before_scene", AROUND, 1, 1000),
    ("before_scene", AROUND, 0, 0),
    ("after_past", AROUND, 4, 1000),
    ("after_past", AROUND, 1, 0),
    ("before_past", AROUND, 2, 1000),
    ("before_past", AROUND, 0, 0),
    ("after_reading", AROUND, 5, 1000),
    ("after_reading", AROUND, 1, 0),
    ("before_reading", AROUND, 3, 1000),
    ("before_reading", AROUND, 0, 0),
    ("after_text", AROUND, 6, 1000),
    ("after_text", AROUND, 1, 0),
    ("before_text", AROUND, 4, 1000),
    ("before_text", AROUND, 0, 0),
    ("after_act", STORY, 1, 1000),
    ("after_act", AROUND, 3, 0),
    ("before_act", TWICE, 1, 0),
    (
        "before_act",
        "The minister said that the road stays shut and that nobody will open it before the spring.\n\n\
         The foreign minister of Norway met his Danish colleague in Oslo on Tuesday.",
        0,
        1000,
    ),
    ("after_result", TWICE, 1, 1000),
    ("after_result", STORY, 1, 0),
    ("before_result", AROUND, 7, 1000),
    ("before_result", AROUND, 0, 0),
];
