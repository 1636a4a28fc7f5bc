//! Need forms, from a mini-lab to the laboratory's answer.

mod promote;
