//! PLOVER type, mode and context and the CAMEO code: what the model says of the word, with the lexicon's code where both
//! agree.

use crate::events::Event as Coded;
use crate::events::lexicon::LEXICON;
use record::Trigger;

/// A political act's codes.
#[derive(Default)]
pub struct Coding {
    pub kind: Option<String>,
    pub mode: Option<String>,
    pub context: Vec<String>,
    pub cameo: Option<String>,
}

/// The lexicon is believed against the model unless that is so sure.
const SURE: f32 = 0.9;

/// The codes of a happening.
pub fn coding(trigger: &Trigger, act: Option<&Coded>) -> Coding {
    let learned = trigger.kind.as_deref();
    let of_act = |act: &Coded| Coding {
        kind: Some(act.kind.clone()),
        mode: act.mode.clone(),
        context: act.context.clone(),
        cameo: act.cameo.clone(),
    };
    match (learned, act) {
        (Some(kind), Some(act)) if kind == act.kind => of_act(act),
        (_, Some(act)) if trigger.kind_share < SURE => of_act(act),
        (Some(kind), _) => {
            Coding { kind: Some(kind.to_owned()), cameo: LEXICON.general(kind).map(str::to_owned), ..Coding::default() }
        }
        (None, _) => Coding::default(),
    }
}
