"""Messages go from one process to another: people's documents may be written by several."""

import pickle

from iomrules.codes import facts as codes
from iomrules.source import Cell


def test_a_message_arrives_as_it_was_sent():
    sent = codes.NOT_A_SEX.at(Cell("люди.xlsx", "Ученики", 2, "Пол"), value="да")
    arrived = pickle.loads(pickle.dumps(sent))

    assert arrived == sent
    assert arrived.message == sent.message
