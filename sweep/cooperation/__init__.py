"""From the findings on a shop to a case that can be sent: its fields, a document, and the evidence it rests on."""
